// The line of progress, the map of the course, and going to where the learner goes on.

// JupyterLab's own way to follow a link inside it: to a heading, also one that is off the page
// because it is out of sight. Elsewhere (VS Code, Colab) a plain link has to do.
const courseLink = (model, { text, notebook, anchor = "" }) => {
  const hash = anchor && `#${anchor}`;
  const link = element("a", { text, href: `${notebook ? `${notebook}.ipynb` : ""}${hash}` });
  const manager = model.widget_manager;
  const here = manager?.context?.path;
  const handler = manager?.rendermime?.linkHandler;
  if (!here || !handler) return link;
  const folder = here.slice(0, here.lastIndexOf("/") + 1);
  handler.handleLink(link, notebook ? `${folder}${notebook}.ipynb` : here, hash);
  return link;
};

// A status that speaks only when there is something new to say.
const announcer = (model, el) => {
  const region = element("p", { className: "tpo-unseen" });
  region.setAttribute("role", "status");
  el.append(region);
  model.on("change:announcement", () => {
    region.textContent = model.get("announcement");
  });
};

function progressLine({ model, el }) {
  el.classList.add("tpo-progress");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", "Your progress in this notebook");
  const line = element("div", { className: "tpo-progress-line" });
  el.append(line);
  announcer(model, el);
  const draw = () => {
    const marks = model.get("done").map((done, at) => {
      const item = element("li");
      if (done) item.className = "tpo-done";
      else if (at === model.get("current")) item.className = "tpo-now";
      return item;
    });
    const bar = element("ol", {}, ...marks);
    bar.setAttribute("aria-hidden", "true");
    line.replaceChildren(
      element("strong", { text: model.get("count") }),
      element("span", { text: model.get("left") }),
      bar,
      courseLink(model, model.get("link")),
    );
  };
  for (const name of ["done", "count", "left", "link"]) model.on(`change:${name}`, draw);
  draw();
}
