function render({ model, el }) {
  el.classList.add("tpo-ranking");
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  const list = document.createElement("ol");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "tpo-unseen";
  const title = document.createElement("p");
  title.className = "tpo-ranking-title";
  el.append(group);
  group.append(title, list, said);

  const names = () => Object.fromEntries(model.get("options"));
  const move = (key, by, focus) => {
    const order = [...model.get("value")];
    const from = order.indexOf(key);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, key);
    model.set("value", order);
    model.save_changes();
    said.textContent = `${names()[key]} is now ${to + 1} of ${order.length}.`;
    list.querySelector(`[data-key="${key}"][data-by="${focus}"]`).focus();
  };
  const mover = (key, name, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = by < 0 ? "↑" : "↓";
    made.setAttribute("aria-label", `Move ${name} ${by < 0 ? "up" : "down"}`);
    made.dataset.key = key;
    made.dataset.by = by;
    // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
    made.dataset.lmSuppressShortcuts = "true";
    made.addEventListener("click", () => move(key, by, by));
    made.addEventListener("keydown", (event) => {
      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      move(key, way, by);
    });
    return made;
  };
  const draw = () => {
    title.textContent = model.get("label");
    group.setAttribute("aria-label", model.get("label"));
    const called = names();
    const items = model.get("value").map((key) => {
      const item = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = called[key];
      item.append(words, mover(key, called[key], -1), mover(key, called[key], 1));
      return item;
    });
    list.replaceChildren(...items);
  };
  for (const key of ["value", "options", "label"]) model.on(`change:${key}`, draw);
  draw();
}

export default { render };
