function dropdownGrid({ model, el }) {
  el.classList.add("tpo-grid");
  const table = element("table");
  el.append(table);
  errorLine(model, el);
  const { send } = answers(model);

  const cell = (tag, text, scope) => {
    const made = element(tag, { text });
    if (scope) made.scope = scope;
    return made;
  };
  const chooser = (row, rowText, [column, , columnName]) => {
    const select = ownKeys(element("select"));
    select.dataset.place = `${row}.${column}`;
    select.setAttribute("aria-label", `${rowText}: ${columnName}`);
    select.append(...model.get("options").map(([key, text]) => new Option(text, key)));
    select.addEventListener("change", () => {
      // Nothing that the kernel would correct: its correction could overtake the next choice.
      const { [select.dataset.place]: _, ...others } = model.get("value");
      const own = select.value ? { [select.dataset.place]: select.value } : {};
      send({ ...others, ...own });
    });
    return element("td", {}, select);
  };
  const line = ([row, text]) => {
    const tr = element("tr", {}, cell("th", text, "row"));
    tr.append(...model.get("columns").map((column) => chooser(row, text, column)));
    if (model.get("check_label")) {
      const note = element("td", { className: "tpo-mark" });
      note.dataset.row = row;
      tr.append(note);
    }
    return tr;
  };
  const head = () => {
    const names = model.get("columns").map(([, short, name]) => {
      const th = cell("th", "", "col");
      th.append(element("abbr", { text: short, title: name }));
      return th;
    });
    const tr = element("tr", {}, cell("th", model.get("corner"), "col"), ...names);
    if (model.get("check_label")) tr.append(cell("th", model.get("check_label"), "col"));
    return tr;
  };
  const fill = () => {
    const value = model.get("value");
    for (const select of table.querySelectorAll("select")) {
      select.value = value[select.dataset.place] ?? "";
      select.classList.toggle("tpo-set", select.value !== "");
    }
  };
  const mark = () => {
    const marks = model.get("marks");
    for (const note of table.querySelectorAll(".tpo-mark")) {
      note.textContent = marks[note.dataset.row] ?? "";
    }
  };
  const draw = () => {
    table.replaceChildren(
      element("caption", { text: model.get("label") }),
      element("thead", {}, head()),
      element("tbody", {}, ...model.get("rows").map(line)),
    );
    fill();
    mark();
  };
  for (const key of ["rows", "columns", "options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", fill);
  model.on("change:marks", mark);
  draw();
  return send;
}
