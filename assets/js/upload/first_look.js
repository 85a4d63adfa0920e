// What a browser can know of a file before its first byte is sent. The list of what is surely no film comes from the
// server, which reads it in the same way (festival/screeners/media/first_bytes.py).
import { size } from "./measures.js";
import { fill } from "./words.js";

const CONTROLS = /[\x00-\x08\x0e-\x1f]/g;

/** Why this file is not sent, in words; undefined where nothing speaks against it. */
export async function refusalOf(file, checks) {
  if (!checks) return undefined;
  if (!file.size) return checks.words.empty;
  if (file.size > checks.limit) {
    return fill(checks.words.too_large, { size: size(file.size), limit: size(checks.limit) });
  }
  const head = latin1(new Uint8Array(await file.slice(0, checks.bite).arrayBuffer()));
  const text = textOf(head);
  return checks.words[checks.marks.find((mark) => has(head, text, file.size, mark))?.kind];
}

function has(head, text, length, mark) {
  return (
    mark.at.every(([place, digits]) => head.startsWith(bytes(digits), place)) &&
    !mark.unless.some((digits) => head.includes(bytes(digits))) &&
    (!mark.text || new RegExp(mark.text, "i").test(text)) &&
    (!mark.most || length <= mark.most)
  );
}

/** The first bytes as a text would have them: without a byte order mark; of UTF-16 what is readable so. */
function textOf(head) {
  if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff")) return head.slice(2).replaceAll(CONTROLS, "");
  return head.startsWith("\xef\xbb\xbf") ? head.slice(3) : head;
}

/** Each byte as the character of its number, which TextDecoder has no name for. */
function latin1(array) {
  let text = "";
  for (let at = 0; at < array.length; at += 8192) text += String.fromCharCode(...array.subarray(at, at + 8192));
  return text;
}

function bytes(digits) {
  return digits.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
}
