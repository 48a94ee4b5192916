// Loads the interface. The content policy allows no inline script, so this is a file of its own.
import init from './nadi-ui.js';

// The icons become part of the page once: a reference into another file is loaded anew for each use.
async function icons() {
  const sprite = await (await fetch(new URL('icons.svg', import.meta.url))).text();
  const svg = new DOMParser().parseFromString(sprite, 'image/svg+xml').documentElement;
  svg.setAttribute('hidden', '');
  svg.setAttribute('aria-hidden', 'true');
  document.body.append(document.adoptNode(svg));
}

// A mistake of the interface's own code: the page is loaded again instead of standing still. The session lives in the
// A mistake of the interface's own code: the page is loaded again instead of standing still. The session lives in the
// backend and drafts are kept, so a person finds their place again. Ten seconds lie between one time and the next, so
// that a page that fails at its start does not turn in circles.
function mend(fault) {
  if (!(fault instanceof WebAssembly.RuntimeError)) return;
  const wait = Number(sessionStorage.getItem('nadi-mended-at')) + 10_000 - Date.now();
  setTimeout(() => {
    sessionStorage.setItem('nadi-mended-at', Date.now());
    location.reload();
  }, Math.min(Math.max(wait, 0), 10_000));
}

addEventListener('error', (event) => mend(event.error));
addEventListener('unhandledrejection', (event) => mend(event.reason));
icons();
init({ module_or_path: new URL('nadi-ui_bg.wasm', import.meta.url) });
