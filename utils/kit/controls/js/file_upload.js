function fileUpload({ model, el }) {
  const id = uniqueId("file");
  el.classList.add("tpo-file");
  const label = element("label", { htmlFor: id, text: model.get("label") });
  const input = ownKeys(element("input", { type: "file", id, accept: model.get("accept") }));
  const name = element("span", { className: "tpo-file-name" });
  el.append(label, input, name);
  errorLine(model, el, input);

  const send = (file, bytes) => {
    model.set("name", file.name);
    model.set("size", file.size);
    model.set("content", new DataView(bytes));
    model.set("uploads", model.get("uploads") + 1);
    model.save_changes();
  };
  const called = () => {
    name.textContent = model.get("name") ? `Last file: ${model.get("name")}` : "";
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    // A large file is measured here and never sent: it would break the line to the kernel.
    const small = file.size <= model.get("max_size");
    const bytes = small ? await file.arrayBuffer() : new ArrayBuffer(0);
    send(file, bytes);
    input.value = ""; // so that the same file can be chosen again once it is fixed
  });
  model.on("change:name", called);
  called();
}
