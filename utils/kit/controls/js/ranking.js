function ranking({ model, el }) {
  el.classList.add("tpo-ranking");
  const title = element("p", { className: "tpo-ranking-title" });
  const list = element("ol");
  const said = element("p", { className: "tpo-unseen" });
  said.setAttribute("role", "status");
  const group = element("div", {}, title, list, said);
  group.setAttribute("role", "group");
  el.append(group);
  errorLine(model, el);
  const { send } = answers(model);

  const names = () => Object.fromEntries(model.get("options"));
  const move = (key, by, focus) => {
    const order = [...model.get("value")];
    const from = order.indexOf(key);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, key);
    send(order);
    said.textContent = `${names()[key]} is now ${to + 1} of ${order.length}.`;
    const same = [...list.querySelectorAll("button")].filter((one) => one.dataset.key === key);
    same.find((one) => Number(one.dataset.by) === focus)?.focus();
  };
  const mover = (key, name, by) => {
    const made = ownKeys(element("button", { type: "button", text: by < 0 ? "↑" : "↓" }));
    made.setAttribute("aria-label", `Move ${name} ${by < 0 ? "up" : "down"}`);
    made.dataset.key = key;
    made.dataset.by = by;
    made.addEventListener("click", () => move(key, by, by));
    made.addEventListener("keydown", (event) => {
      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      move(key, way, by);
    });
    return made;
  };
  const detail = (key) => {
    const text = model.get("details")[key];
    return text ? [element("small", { className: "tpo-ranking-detail", text })] : [];
  };
  const draw = () => {
    title.textContent = model.get("label");
    group.setAttribute("aria-label", model.get("label"));
    const called = names();
    const items = model.get("value").map((key) =>
      element(
        "li",
        {},
        element("span", { text: called[key] }, ...detail(key)),
        mover(key, called[key], -1),
        mover(key, called[key], 1),
      ),
    );
    list.replaceChildren(...items);
  };
  for (const key of ["value", "options", "details", "label"]) model.on(`change:${key}`, draw);
  draw();
  return send;
}
