"use strict";
// What a form and a link cannot do: arrow keys in a table, Enter and Escape, the focus after a part of a page was put
// in, and what follows an edit later. Without it every page works by its links and buttons.

(() => {
  const cellOf = (place) => place.closest("td, th");

  const moved = (link, right, down) => {
    const cell = cellOf(link);
    const rows = [...cell.closest("table").querySelectorAll("tr")];
    for (let at = rows.indexOf(cell.parentElement) + down, over = cell.cellIndex + right; rows[at]; at += down, over += right) {
      const next = rows[at].cells[over];
      const found = next && next.offsetParent && next.querySelector("a.value, input");
      if (found) return found.focus();
      if (!down && !next) return;
      if (!down && !right) return;
    }
  };

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && at.matches && at.matches("[data-keys=grid] a.value")) {
      event.preventDefault();
      moved(at, ...arrow);
    } else if (event.key === "Escape") {
      const leave = document.getElementById("leave");
      if (leave && !document.querySelector(":popover-open")) leave.click();
    }
  });

  // The focus: where the part that came in says it belongs, else in its field.
  document.addEventListener("htmx:afterSwap", () => {
    const part = document.querySelector("[data-focus]");
    const named = part && part.dataset.focus && document.getElementById(part.dataset.focus);
    const field = document.querySelector("#value") || named;
    if (!field) return;
    field.focus();
    if (field.select) field.select();
    if (part) part.dataset.focus = "";
  });

  // A refusal is a part of the page, too.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 413, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // Long work: how far it is, and then what came of it in its place.
  const listen = (part) => {
    if (part.dataset.heard) return;
    part.dataset.heard = "yes";
    const bar = part.querySelector("progress");
    const source = new EventSource(part.dataset.news);
    source.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (!part.isConnected) return source.close();
      if (bar && told.share) bar.value = told.share * 100;
      if (["waits", "works"].includes(told.state)) return;
      source.close();
      const done = told.state === "done" && told.where;
      const job = part.dataset.news.replace(/news$/, "").replace(/\/$/, "");
      htmx.ajax("GET", done ? told.where : job, { target: part, swap: "outerHTML" });
    };
    source.onerror = () => part.isConnected || source.close();
  };
  // A report dropped on its place is read; words selected in a source are those to tie.
  const dropped = (event) => event.target.closest && event.target.closest("[data-drop]");
  document.addEventListener("dragover", (event) => dropped(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    const form = dropped(event);
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    form.requestSubmit();
  });
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const source = !chosen.isCollapsed && chosen.anchorNode.parentElement.closest("[data-words]");
    if (!source || !source.contains(chosen.focusNode)) return;
    const part = chosen.getRangeAt(0).cloneContents();
    part.querySelectorAll("sup").forEach((number) => number.remove());
    document.getElementById(source.dataset.words).value = part.textContent.trim();
  });

  const listenAll = () => document.querySelectorAll("[data-news]").forEach(listen);
  document.addEventListener("DOMContentLoaded", listenAll);
  document.addEventListener("htmx:load", listenAll);
})();
