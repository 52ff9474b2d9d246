function fileUpload({ model, el }) {
  const id = uniqueId("file");
  el.classList.add("tpo-file");
  const label = createElement("label", { htmlFor: id, text: model.get("label") });
  const input = suppressLabShortcuts(createElement("input", { type: "file", id, accept: model.get("accept") }));
  const name = createElement("span", { className: "tpo-file-name" });
  el.append(label, input, name);
  attachErrorMessage(model, el, input);

  const send = (file, bytes) => {
    model.set("name", file.name);
    model.set("size", file.size);
    model.set("content", new DataView(bytes));
    model.set("uploads", model.get("uploads") + 1);
    model.save_changes();
  };
  const showFileName = () => {
    name.textContent = model.get("name") ? `Last file: ${model.get("name")}` : "";
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    // A large file is measured here and never sent: it would break the line to the kernel.
    const isSmallEnough = file.size <= model.get("max_size");
    const bytes = isSmallEnough ? await file.arrayBuffer() : new ArrayBuffer(0);
    send(file, bytes);
    input.value = ""; // so that the same file can be chosen again once it is fixed
  });
  model.on("change:name", showFileName);
  showFileName();
}
