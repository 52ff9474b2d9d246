// Each widget loads this script anew, so a counter here would give every widget the same name.
const unique = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const id = `tpo-file-${unique()}`;
  el.classList.add("tpo-file");
  const label = document.createElement("label");
  label.htmlFor = id;
  label.textContent = model.get("label");
  const input = document.createElement("input");
  input.type = "file";
  // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
  input.dataset.lmSuppressShortcuts = "true";
  input.id = id;
  input.accept = model.get("accept");
  el.append(label, input);

  const send = (name, size, bytes) => {
    model.set("name", name);
    model.set("size", size);
    model.set("content", new DataView(bytes));
    model.set("picked", model.get("picked") + 1);
    model.save_changes();
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    // A large file is measured here and never sent: it would break the line to the kernel.
    const small = file.size <= model.get("most");
    const bytes = small ? await file.arrayBuffer() : new ArrayBuffer(0);
    send(file.name, file.size, bytes);
    input.value = ""; // so that the same file can be chosen again once it is mended
  });
}

export default { render };
