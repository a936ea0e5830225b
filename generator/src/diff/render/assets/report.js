(() => {
  "use strict";
  const form = document.getElementById("filter");
  const text = document.getElementById("text");
  const kind = document.getElementById("kind");
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const classes = [...form.querySelectorAll("[name=class]")];
  const sections = [...document.querySelectorAll("section.class")].map((section) => ({
    node: section,
    name: section.id,
    number: section.querySelector(".number"),
    groups: [...section.querySelectorAll(".group")].map((group) => ({
      node: group,
      changes: [...group.querySelectorAll(".change")].map((change) => ({
        node: change,
        kind: change.dataset.kind,
        text: `${group.querySelector("h3").textContent} ${change.textContent}`.replace(/\s+/g, " ").toLowerCase(),
      })),
    })),
  }));
  const total = document.querySelectorAll(".change").length;
  let shown = [];

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(classes.filter((box) => box.checked).map((box) => box.value));
    shown = [];
    for (const section of sections) {
      let inSection = 0;
      for (const group of section.groups) {
        let inGroup = 0;
        for (const change of group.changes) {
          const fits = wanted.has(section.name)
            && (kind.value === "" || kind.value === change.kind)
            && words.every((word) => change.text.includes(word));
          change.node.hidden = !fits;
          if (fits) {
            inGroup += 1;
            shown.push(change.node);
          }
        }
        group.node.hidden = inGroup === 0;
        inSection += inGroup;
      }
      section.node.hidden = inSection === 0;
      section.number.textContent = inSection;
    }
    nothing.hidden = shown.length > 0 || total === 0;
    count.textContent = `${shown.length} of ${total}`;
  }

  function step(by) {
    const at = shown.indexOf(document.activeElement.closest(".change"));
    const first = by > 0 ? 0 : shown.length - 1;
    const next = shown[at < 0 ? first : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center" });
    }
  }

  function reset() {
    text.value = "";
    kind.value = "";
    for (const box of classes) box.checked = true;
    filter();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      reset();
      document.activeElement.blur();
      return;
    }
    if (event.target.matches("input[type=search], select")) return;
    const box = classes[Number(event.key) - 1];
    if (event.key === "/") {
      text.focus();
      text.select();
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    } else if (box) {
      box.checked = !box.checked;
      filter();
    } else {
      return;
    }
    event.preventDefault();
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
