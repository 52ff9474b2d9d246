const SHORT_CELL_LENGTH = 5; // characters: a cell whose values are as short shows them like a button
const TYPE_AHEAD_MS = 800; // milliseconds: letters typed faster make one value, such as A + R

function dropdownGrid({ model, el }) {
  el.classList.add("tpo-grid");
  const table = createElement("table");
  const helpText = createElement("p", { className: "tpo-hint", id: uniqueId("grid") });
  el.append(table, helpText);
  attachErrorMessage(model, el);
  const { send } = createAnswerSender(model);

  const createCell = (tag, text, scope) => {
    const made = createElement(tag, { text });
    if (scope) made.scope = scope;
    return made;
  };
  const options = () => model.get("options");
  const isShort = () => options().every(([, text]) => text.length <= SHORT_CELL_LENGTH);
  const saveCell = (select) => {
    // Nothing that the kernel would correct: its correction could overtake the next choice.
    const { [select.dataset.place]: _, ...others } = model.get("value");
    const own = select.value ? { [select.dataset.place]: select.value } : {};
    send({ ...others, ...own });
    showValues();
  };
  const setCell = (select, key) => {
    select.value = key;
    saveCell(select);
  };
  const cycleCell = (select, by) => {
    const keys = options().map(([key]) => key);
    setCell(select, keys[(keys.indexOf(select.value) + by + keys.length) % keys.length]);
  };
  const lettersOnly = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  let typed = { select: null, letters: "", at: 0 };
  // Letters set the value that begins with them; the same letter again goes on to the next one.
  const typeAhead = (select, letter) => {
    const goesOn = typed.select === select && Date.now() - typed.at < TYPE_AHEAD_MS;
    const letters = (goesOn ? typed.letters : "") + letter.toLowerCase();
    const startingWith = (start) =>
      options().filter(([key, text]) => key && lettersOnly(text).startsWith(lettersOnly(start)));
    const found = startingWith(letters).length ? letters : letter;
    const fitting = startingWith(found).map(([key]) => key);
    if (!lettersOnly(letter) || !fitting.length) return false;
    typed = { select, letters: found, at: Date.now() };
    const again = found === letter && fitting.includes(select.value) && goesOn;
    setCell(select, fitting[again ? (fitting.indexOf(select.value) + 1) % fitting.length : 0]);
    return true;
  };
  const moveFocus = (select, key) => {
    const [down, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    const place = select.closest("td");
    const line = place.parentElement;
    const row = [...table.tBodies[0].rows][line.sectionRowIndex + down];
    row?.cells[place.cellIndex + across]?.querySelector("select")?.focus();
  };
  const onKey = (event) => {
    const select = event.currentTarget;
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return; // Alt+Down opens the list
    if (key === " " || key === "Enter") cycleCell(select, event.shiftKey ? -1 : 1);
    else if (key === "Home" || key === "End") setCell(select, options().at(key === "Home" ? 0 : -1)[0]);
    else if (key === "Delete" || key === "Backspace") setCell(select, "");
    else if (key.startsWith("Arrow")) moveFocus(select, key);
    else if (key.length !== 1 || !typeAhead(select, key)) return;
    event.preventDefault();
  };
  const makeButton = (select) => {
    select.classList.add("tpo-cell");
    select.setAttribute("aria-describedby", helpText.id);
    select.addEventListener("keydown", onKey);
    select.addEventListener("mousedown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault(); // else its list opens
      select.focus();
      cycleCell(select, event.shiftKey ? -1 : 1);
    });
  };
  const createSelect = (row, rowText, [column, , columnName]) => {
    const select = suppressLabShortcuts(createElement("select"));
    select.dataset.place = `${row}.${column}`;
    select.setAttribute("aria-label", `${rowText}: ${columnName}`);
    const compact = (text) => (isShort() ? text.replaceAll(" ", "") : text); // A+R is narrower
    select.append(...options().map(([key, text]) => new Option(compact(text), key)));
    select.addEventListener("change", () => saveCell(select));
    if (isShort()) makeButton(select);
    return createElement("td", {}, select);
  };
  const createRow = ([row, text]) => {
    const tr = createElement("tr", {}, createCell("th", text, "row"));
    tr.append(...model.get("columns").map((column) => createSelect(row, text, column)));
    if (model.get("check_label")) {
      const note = createElement("td", { className: "tpo-mark" });
      note.dataset.row = row;
      tr.append(note);
    }
    return tr;
  };
  const headingCell = (text) => createCell(text ? "th" : "td", text, text && "col"); // no header without words
  const createHead = () => {
    const names = model.get("columns").map(([, short, name]) => {
      const th = createCell("th", "", "col");
      if (isShort()) th.className = "tpo-center";
      th.append(createElement("abbr", { text: short, title: name }));
      return th;
    });
    const tr = createElement("tr", {}, headingCell(model.get("corner")), ...names);
    if (model.get("check_label")) {
      const last = headingCell(model.get("check_label"));
      last.className = "tpo-mark-head";
      tr.append(last);
    }
    return tr;
  };
  const showValues = () => {
    const value = model.get("value");
    for (const select of table.querySelectorAll("select")) {
      select.value = value[select.dataset.place] ?? "";
      select.classList.toggle("tpo-set", select.value !== "");
    }
  };
  const showMarks = () => {
    const marks = model.get("marks");
    for (const note of table.querySelectorAll(".tpo-mark")) {
      note.textContent = marks[note.dataset.row] ?? "";
    }
  };
  const showHelp = () => {
    const letters = options().map(([, text]) => text).filter((text) => /^[\p{L}\p{N}]$/u.test(text));
    const some = letters.length > 4 ? `${letters[0]} to ${letters.at(-1)}` : letters.join(", ");
    helpText.textContent =
      `Click a cell, or press Space in it, for its next value. ` +
      `${some ? `Type ${some} to set it. ` : ""}Arrow keys move, Delete empties.`;
    helpText.hidden = !isShort();
  };
  const draw = () => {
    table.replaceChildren(
      createElement("caption", { text: model.get("label") }),
      createElement("thead", {}, createHead()),
      createElement("tbody", {}, ...model.get("rows").map(createRow)),
    );
    showHelp();
    showValues();
    showMarks();
  };
  for (const key of ["rows", "columns", "options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", showValues);
  model.on("change:marks", showMarks);
  draw();
  return send;
}
