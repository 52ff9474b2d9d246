function ranking({ model, el }) {
  el.classList.add("tpo-ranking");
  const title = createElement("p", { className: "tpo-ranking-title" });
  const list = createElement("ol");
  const announcement = createElement("p", { className: "tpo-unseen" });
  announcement.setAttribute("role", "status");
  const group = createElement("div", {}, title, list, announcement);
  group.setAttribute("role", "group");
  el.append(group);
  attachErrorMessage(model, el);
  const { send } = createAnswerSender(model);

  const names = () => Object.fromEntries(model.get("options"));
  const move = (key, by, focus) => {
    const order = [...model.get("value")];
    const from = order.indexOf(key);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, key);
    send(order);
    announcement.textContent = `${names()[key]} is now ${to + 1} of ${order.length}.`;
    const buttonsOfItem = [...list.querySelectorAll("button")].filter((one) => one.dataset.key === key);
    buttonsOfItem.find((one) => Number(one.dataset.by) === focus)?.focus();
  };
  const createMoveButton = (key, name, by) => {
    const made = suppressLabShortcuts(createElement("button", { type: "button", text: by < 0 ? "↑" : "↓" }));
    made.setAttribute("aria-label", `Move ${name} ${by < 0 ? "up" : "down"}`);
    made.dataset.key = key;
    made.dataset.by = by;
    made.addEventListener("click", () => move(key, by, by));
    made.addEventListener("keydown", (event) => {
      const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!direction) return;
      event.preventDefault();
      move(key, direction, by);
    });
    return made;
  };
  const detail = (key) => {
    const text = model.get("details")[key];
    return text ? [createElement("small", { className: "tpo-ranking-detail", text })] : [];
  };
  const draw = () => {
    title.textContent = model.get("label");
    group.setAttribute("aria-label", model.get("label"));
    const nameByKey = names();
    const items = model.get("value").map((key) =>
      createElement(
        "li",
        {},
        createElement("span", { text: nameByKey[key] }, ...detail(key)),
        createMoveButton(key, nameByKey[key], -1),
        createMoveButton(key, nameByKey[key], 1),
      ),
    );
    list.replaceChildren(...items);
  };
  for (const key of ["value", "options", "details", "label"]) model.on(`change:${key}`, draw);
  draw();
  return send;
}
