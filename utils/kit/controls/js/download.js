// Files that come from the kernel after a press, and go where the browser keeps downloads.
function download({ model }) {
  const save = (name, bytes) => {
    const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    createElement("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  model.on("change:sent", () => {
    const contents = model.get("contents");
    model.get("names").forEach((name, at) => save(name, contents[at]));
  });
}
