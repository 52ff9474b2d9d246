function render({ model, el }) {
  el.classList.add("tpo-grid");
  const table = document.createElement("table");
  el.append(table);

  const cell = (tag, text, scope) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (scope) made.scope = scope;
    return made;
  };
  const chooser = (row, rowText, [column, , columnName]) => {
    const select = document.createElement("select");
    select.dataset.place = `${row}.${column}`;
    // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
    select.dataset.lmSuppressShortcuts = "true";
    select.setAttribute("aria-label", `${rowText}: ${columnName}`);
    select.append(...model.get("options").map(([key, text]) => new Option(text, key)));
    select.addEventListener("change", () => {
      // Nothing that the kernel would correct: its correction could overtake the next choice.
      const { [select.dataset.place]: _, ...others } = model.get("value");
      const own = select.value ? { [select.dataset.place]: select.value } : {};
      model.set("value", { ...others, ...own });
      model.save_changes();
    });
    const td = document.createElement("td");
    td.append(select);
    return td;
  };
  const line = ([row, text]) => {
    const tr = document.createElement("tr");
    const note = cell("td", "");
    note.className = "tpo-mark";
    note.dataset.row = row;
    tr.append(cell("th", text, "row"), ...model.get("columns").map((c) => chooser(row, text, c)));
    if (model.get("check")) tr.append(note);
    return tr;
  };
  const head = () => {
    const tr = document.createElement("tr");
    const names = model.get("columns").map(([, short, name]) => {
      const th = cell("th", "", "col");
      const abbr = cell("abbr", short);
      abbr.title = name;
      th.append(abbr);
      return th;
    });
    tr.append(cell("th", model.get("corner"), "col"), ...names);
    if (model.get("check")) tr.append(cell("th", model.get("check"), "col"));
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
    const thead = document.createElement("thead");
    thead.append(head());
    const tbody = document.createElement("tbody");
    tbody.append(...model.get("rows").map(line));
    table.replaceChildren(cell("caption", model.get("label")), thead, tbody);
    fill();
    mark();
  };
  for (const key of ["rows", "columns", "options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", fill);
  model.on("change:marks", mark);
  draw();
}

export default { render };
