"use strict";
// What a form and a link cannot do: arrow keys in a table, Enter and Escape, a digit that opens a number, Ctrl+Z, what a link
// leads to unfolded, and the focus after a part of a page was put in. Without it every page works by its links and buttons.

(() => {
  const cellOf = (place) => place.closest("td, th");
  const LINKS = "[data-keys=grid] a.value";
  let typed = "";

  const moved = (link, right, down) => {
    const cell = cellOf(link);
    const rows = [...cell.closest("table").querySelectorAll("tr")];
    for (let at = rows.indexOf(cell.parentElement) + down, over = cell.cellIndex + right; rows[at]; at += down, over += right) {
      const next = rows[at].cells[over];
      const found = next && next.offsetParent && next.querySelector("a.value, input");
      if (found) return found.focus();
      if (!down && (!next || !right)) return;
    }
  };

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const writes = at.matches && at.matches("input:not([type=checkbox]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !writes && "zy".includes(event.key.toLowerCase())) {
      const again = event.shiftKey || event.key.toLowerCase() === "y";
      const step = document.getElementById(again ? "redo" : "undo");
      if (step) {
        event.preventDefault();
        step.requestSubmit();
      }
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && at.matches && at.matches(LINKS)) {
      event.preventDefault();
      moved(at, ...arrow);
    } else if (/^[0-9]$/.test(event.key) && at.matches && at.matches(LINKS)) {
      event.preventDefault();
      typed += event.key; // the field is on its way: what is typed meanwhile belongs in it
      if (typed.length === 1) at.click();
    } else if (event.key === "Escape") {
      const leave = document.getElementById("leave") || document.getElementById("leave-entry");
      if (leave && !document.querySelector(":popover-open")) leave.click();
    }
  });

  // What an address leads to stands open.
  const opened = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.matches("details")) place.open = true;
  };
  addEventListener("hashchange", opened);
  addEventListener("DOMContentLoaded", opened);

  // A button with an address of its own sends the form there, and does not put the answer in a part of the page.
  document.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) event.stopPropagation();
  }, true);

  // The focus: where the part that came in says it belongs, else in its field.
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!part || !part.matches || !part.matches("#table, #entries, [data-focus]")) return;
    const wrong = part.querySelector("[aria-invalid=true], .field.bad input");
    const named = part.dataset.focus && document.getElementById(part.dataset.focus);
    const first = part.querySelector("#entry :is(input:not([type=hidden]), select, textarea)");
    const place = wrong || part.querySelector("#value") || first || named;
    part.dataset.focus = "";
    if (!place) return void (typed = "");
    if (!place.matches("a, button, input, select, textarea")) place.tabIndex = -1;
    place.focus();
    if (place.select) place.select();
    if (typed && place.id === "value") place.value = typed;
    typed = "";
  });

  // What went wrong is told in the page, too: the answer says where.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("hx-retarget")) event.detail.shouldSwap = true;
  });

  // The workbench was closed, or the way to it is cut: who waits is told.
  const silent = (yes) => { document.getElementById("silent").hidden = !yes; };
  document.addEventListener("htmx:sendError", () => silent(true));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.xhr.status && silent(false));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.requestConfig.path.includes("/outside")) document.getElementById("wrong").replaceChildren();
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
      const ended = ["done", "refused"].includes(told.state) && told.where;
      const job = part.dataset.news.replace(/news$/, "").replace(/\/$/, "");
      htmx.ajax("GET", ended ? told.where : job, { target: part, swap: "outerHTML" });
    };
    source.onopen = () => silent(false);
    source.onerror = () => (part.isConnected ? silent(true) : source.close());
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

  // A point of a curve is moved by the mouse or the arrow keys: its two fields say where it is, and are what is sent.
  const dotOf = (event) => event.target.closest && event.target.closest("[data-curve] [data-at]");
  const stepAt = ({ first, each, unit }, at) => {
    if (unit === "number") {
      const digits = Math.max(...[first, each].map((said) => (said.split(".")[1] || "").length));
      const said = (Number(first) + Number(each) * at).toFixed(digits);
      return Number(said) ? said.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : "0";
    }
    const [year, month, day] = first.split("-").map(Number);
    if (unit === "day") return new Date(Date.UTC(year, month - 1, day + each * at)).toISOString().slice(0, 10);
    const last = new Date(Date.UTC(year, month + each * at, 0)).getUTCDate();
    const on = unit === "month end" ? last : Math.min(day, last);
    return new Date(Date.UTC(year, month - 1 + each * at, on)).toISOString().slice(0, 10);
  };
  const place = (dot, right, up, absolute) => {
    const svg = dot.ownerSVGElement, dots = [...svg.querySelectorAll("[data-at]")], to = svg.dataset;
    const field = (what) => dot.closest("fieldset").querySelector(`[name="points-${what}.${dot.dataset.at}"]`);
    const last = to.size - 1, least = Number(to.least), most = Number(to.most);
    const stepOf = (other) => Math.round(((other.cx.baseVal.value - 30) / 278) * last);
    const order = dots.indexOf(dot), end = order === 0 || order === dots.length - 1;
    const was = stepOf(dot), wanted = Math.round(absolute ? ((right - 30) / 278) * last : was + right);
    const at = end ? was : Math.min(Math.max(wanted, stepOf(dots[order - 1]) + 1), stepOf(dots[order + 1]) - 1);
    const ends = field("rated").value.split("..").map(Number), half = (ends[ends.length - 1] - ends[0]) / 2;
    const mid = absolute ? Math.round(most - ((up - 12) / 84) * (most - least)) : ends[0] + half + up;
    if (!Number.isFinite(mid)) return;
    const rating = Math.min(Math.max(mid, least + half), most - half);
    if (at !== was) field("at").value = stepAt(to, at);
    field("rated").value = half ? `${rating - half}..${rating + half}` : String(rating);
    dot.setAttribute("cx", 30 + (278 * at) / last);
    dot.setAttribute("cy", 96 - (84 * (rating - least)) / (most - least));
    dot.setAttribute("aria-valuenow", rating);
    dot.setAttribute("aria-valuetext", `${field("at").value}: ${field("rated").value.replace("..", " to ")}`);
    const middle = dots.map((other) => `${other.getAttribute("cx")},${other.getAttribute("cy")}`);
    svg.querySelector(".line").setAttribute("points", middle.join(" "));
    const heights = dots.map((other) => {
      const said = other.closest("fieldset").querySelector(`[name="points-rated.${other.dataset.at}"]`).value.split("..");
      return ((said[said.length - 1] - said[0]) * 42) / (most - least) || 0;
    });
    const edge = (sign) => dots.map((other, n) => `${other.getAttribute("cx")},${Number(other.getAttribute("cy")) + sign * heights[n]}`);
    const band = svg.querySelector(".band");
    if (band) band.setAttribute("points", [...edge(-1), ...edge(1).reverse()].join(" "));
  };
  document.addEventListener("keydown", (event) => {
    const dot = dotOf(event), arrow = ARROWS[event.key];
    if (!dot || !arrow || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    place(dot, arrow[0] * (event.shiftKey ? 10 : 1), -arrow[1] * (event.shiftKey ? 10 : 1), false);
  });
  document.addEventListener("pointerdown", (event) => {
    const dot = dotOf(event);
    if (!dot) return;
    event.preventDefault();
    dot.setPointerCapture(event.pointerId);
    const follow = (move) => {
      const at = new DOMPoint(move.clientX, move.clientY).matrixTransform(dot.ownerSVGElement.getScreenCTM().inverse());
      place(dot, at.x, at.y, true);
    };
    dot.addEventListener("pointermove", follow);
    dot.addEventListener("pointerup", () => dot.removeEventListener("pointermove", follow), { once: true });
  });

  const listenAll = () => document.querySelectorAll("[data-news]").forEach(listen);
  document.addEventListener("DOMContentLoaded", listenAll);
  document.addEventListener("htmx:load", listenAll);
})();
