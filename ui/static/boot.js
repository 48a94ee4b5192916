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
// backend and drafts are kept, so a person finds their place again. It is done at most once in ten seconds, so that a
// page that fails at its start does not turn in circles.
function mend(fault) {
  const before = Number(sessionStorage.getItem('nadi-mended-at'));
  if (fault instanceof WebAssembly.RuntimeError && Date.now() - before > 10_000) {
    sessionStorage.setItem('nadi-mended-at', Date.now());
    location.reload();
  }
}

addEventListener('error', (event) => mend(event.error));
addEventListener('unhandledrejection', (event) => mend(event.reason));
icons();
init({ module_or_path: new URL('nadi-ui_bg.wasm', import.meta.url) });
