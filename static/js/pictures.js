// A gallery: send pictures one by one and show how far, order them by hand, see them get ready.

const READY_EVERY_MS = 3000;
const READY_TRIES = 40;
const gallery = document.getElementById("gallery");
const said = document.getElementById("said");
const upload = () => document.querySelector("[data-upload]");

// What the server shows now takes the place of what is here; words not yet kept stay.
function refresh(page) {
  const written = [...gallery.querySelectorAll(".in")]
    .filter((field) => field.value !== field.defaultValue)
    .map(({ name, value }) => [name, value]);
  gallery.replaceChildren(...page.getElementById("gallery").childNodes);
  for (const [name, value] of written) {
    const field = gallery.querySelector(`[name="${name}"]`);
    if (field) field.value = value;
  }
  document.getElementById("count").replaceWith(page.getElementById("count"));
  const hint = page.getElementById("file-hint");
  if (hint) document.getElementById("file-hint").replaceWith(hint);
  else document.getElementById("adding").replaceWith(page.getElementById("adding"));
  arm();
  awaitReady();
}

function send(form, file, bar) {
  const data = new FormData();
  data.set("csrf_token", form.elements.csrf_token.value);
  data.set("do", "add");
  data.set("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
    });
    request.addEventListener("loadend", () => resolve(request));
    request.send(data);
  });
}

function why(form, { response }) {
  return response?.getElementById("file-error")?.textContent.trim() || form.dataset.failed;
}

async function sendAll(form, files) {
  const list = form.querySelector(".sending");
  const button = form.querySelector("button");
  const rows = files.map((file) => {
    const row = form.querySelector("template").content.cloneNode(true).firstElementChild;
    row.querySelector(".name").textContent = file.name;
    return row;
  });
  list.replaceChildren(...rows);
  list.hidden = false;
  button.disabled = true;
  let page = null;
  for (const [number, file] of files.entries()) {
    const bar = rows[number].querySelector("progress");
    const state = rows[number].querySelector(".state");
    if (file.size > Number(form.dataset.mostBytes)) {
      state.textContent = form.dataset.tooLarge;
    } else {
      const answer = await send(form, file, bar);
      const isIn = answer.status === 200;
      if (isIn) page = answer.response;
      state.textContent = isIn ? form.dataset.done : why(form, answer);
      if (isIn) bar.value = 100;
    }
    rows[number].classList.toggle("bad", state.textContent !== form.dataset.done);
  }
  form.reset();
  button.disabled = false;
  if (page) refresh(page);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form !== upload()) return;
  const files = [...form.elements.file.files, ...form.elements.camera.files];
  if (!files.length) return; // the server says what is missing
  event.preventDefault();
  sendAll(form, files);
});

// Order: by the buttons, or by the handle.

function pictures() {
  return [...gallery.querySelectorAll("[data-picture]")];
}

async function settle(moved) {
  const all = pictures();
  for (const [place, each] of all.entries()) {
    for (const verb of ["up", "first"]) each.querySelector(`.${verb}`).disabled = !place;
    each.querySelector(".down").disabled = place === all.length - 1;
  }
  const { dataset } = gallery;
  said.textContent = dataset.moved
    .replace("{at}", all.indexOf(moved) + 1)
    .replace("{all}", all.length);
  const form = gallery.querySelector("form");
  const data = new FormData(form);
  data.set("do", "order");
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(
    () => null,
  );
  if (!answer?.ok) said.textContent = dataset.failed;
  said.classList.toggle("sr", Boolean(answer?.ok));
}

gallery.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  const picture = button.closest("[data-picture]");
  const { move } = button.dataset;
  if (move === "up") picture.previousElementSibling.before(picture);
  if (move === "down") picture.nextElementSibling.after(picture);
  if (move === "first") picture.parentElement.prepend(picture);
  settle(picture);
  picture.scrollIntoView({ block: "nearest" });
  // A button that has come to the end of the list hands the focus to its neighbour.
  (button.disabled ? picture.querySelector("[data-move]:enabled") : button)?.focus();
});

function drag({ target }) {
  const picture = target.closest("[data-picture]");
  const before = pictures().indexOf(picture);
  const follow = ({ clientY }) => {
    const passed = (each) => {
      const { top, height } = each.getBoundingClientRect();
      return clientY > top + height / 2;
    };
    const others = pictures().filter((each) => each !== picture);
    const next = others.find((each) => !passed(each));
    if (next === picture.nextElementSibling) return;
    if (next) next.before(picture);
    else picture.parentElement.append(picture);
    picture.scrollIntoView({ block: "nearest" });
  };
  const drop = () => {
    removeEventListener("pointermove", follow);
    picture.classList.remove("held");
    if (pictures().indexOf(picture) !== before) settle(picture);
  };
  picture.classList.add("held");
  addEventListener("pointermove", follow);
  addEventListener("pointerup", drop, { once: true });
  addEventListener("pointercancel", drop, { once: true });
}

gallery.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".grip")) return;
  event.preventDefault();
  drag(event);
});

// Handles are shown only where they work, which takes a second picture.
function arm() {
  const all = pictures();
  for (const each of all) each.querySelector(".grip").hidden = all.length < 2;
}

// Pictures are prepared in the background.
let tries = 0;
let waiting;

function awaitReady() {
  clearTimeout(waiting);
  tries = 0;
  if (gallery.querySelector("[data-waiting]")) waiting = setTimeout(look, READY_EVERY_MS);
}

async function look() {
  const answer = await fetch(location.pathname).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  for (const here of gallery.querySelectorAll("[data-waiting]")) {
    const there = page.getElementById(here.id);
    if (!there || "waiting" in there.dataset) continue;
    for (const part of [".look img", ".states"]) {
      here.querySelector(part).replaceWith(there.querySelector(part));
    }
    delete here.dataset.waiting;
  }
  tries += 1;
  if (gallery.querySelector("[data-waiting]") && tries < READY_TRIES) {
    waiting = setTimeout(look, READY_EVERY_MS);
  }
}

arm();
awaitReady();
