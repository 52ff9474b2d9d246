// Text and pictures. The region itself stays in the page: one that is replaced isn't announced.
function html({ model, el }) {
  const region = element("div", { className: "tpo-live" });
  el.append(region);
  const draw = () => {
    if (model.get("role")) region.setAttribute("role", model.get("role"));
    region.innerHTML = model.get("html");
    el.classList.toggle("tpo-empty", model.get("html") === "");
  };
  model.on("change:html", draw);
  hideable(model, el);
  draw();
}

function button({ model, el }) {
  const made = ownKeys(element("button", { type: "button" }));
  el.append(made);
  const draw = () => {
    made.textContent = model.get("label");
    made.disabled = model.get("disabled");
  };
  made.addEventListener("click", () => deliver(() => model.send({ event: "click" })));
  for (const key of ["label", "disabled"]) model.on(`change:${key}`, draw);
  hideable(model, el);
  draw();
}
