function render({ model, el }) {
  // The region itself stays in the page: one that is replaced is not announced.
  const region = document.createElement("div");
  region.className = "tpo-live";
  el.append(region);
  const draw = () => {
    region.setAttribute("role", model.get("role"));
    region.innerHTML = model.get("html");
    el.classList.toggle("tpo-empty", model.get("html") === "");
  };
  model.on("change:html", draw);
  draw();
}

export default { render };
