// What literals in URLs stand for, read by the standard's words alone. In: the text of a literal and the kind of value
// that was put in. Out: a text that is the same for all literals of a value; `null` where it is none of that kind.
"use strict";

const decoded = (text) => decodeURIComponent(text);

// What is between the quotes behind a prefix, with doubled quotes made single.
function quoted(text, prefix) {
  const match = /^([^']*)'((?:[^']|'')*)'$/s.exec(decoded(text));
  return match && match[1] === prefix ? match[2].replaceAll("''", "'") : null;
}

function whole(text) {
  return /^[+-]?\d+$/.test(decoded(text)) ? BigInt(decoded(text).replace("+", "")).toString() : null;
}

// Sign, digits without zeros at either end, exponent.
function decimal(text) {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(decoded(text));
  if (!match) return null;
  const [, sign, before, after = "", exponent = "0"] = match;
  const digits = (before + after).replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const power = BigInt(exponent) - BigInt(after.length) + BigInt(digits.length - short.length);
  return `${sign === "-" ? "-" : ""}${short}e${power}`;
}

// The bits of a float of 4 or 8 bytes: texts of floats differ from language to language.
function float(text, size) {
  const plain = decoded(text);
  const named = { NaN: NaN, INF: Infinity, "-INF": -Infinity };
  if (!(plain in named) && decimal(text) === null) return null;
  const number = plain in named ? named[plain] : Number(plain);
  if (Number.isNaN(number)) return "NaN";
  const bytes = Buffer.alloc(size);
  if (size === 4) bytes.writeFloatBE(number);
  else bytes.writeDoubleBE(number);
  return bytes.toString("hex");
}

function date(text) {
  const match = /^(-?\d{4,})-(\d\d)-(\d\d)$/.exec(decoded(text));
  return match && `${Number(match[1])}/${Number(match[2])}/${Number(match[3])}`;
}

function time(text) {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?$/.exec(decoded(text));
  if (!match) return null;
  const [, hour, minute, second = "00", fraction = ""] = match;
  return `${Number(hour)}:${Number(minute)}:${Number(second)}:${fraction.replace(/0+$/, "")}`;
}

function moment(text) {
  const match = /^(.*)T(.*?)(Z|[+-]\d\d:\d\d)$/.exec(decoded(text));
  if (!match) return null;
  const parts = [date(match[1]), time(match[2]), match[3].replace(/^[+-]00:00$/, "Z")];
  return parts.includes(null) ? null : parts.join(" ");
}

// Nanoseconds.
function duration(text) {
  const inner = quoted(text, "duration");
  const form = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;
  const match = inner === null ? null : form.exec(inner);
  if (!match) return null;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0", fraction = ""] = match;
  const total = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const nanoseconds = total * 1000000000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
  return (sign === "-" ? -nanoseconds : nanoseconds).toString();
}

function binary(text) {
  const inner = quoted(text, "binary");
  return inner !== null && /^[\w-]*$/.test(inner) ? Buffer.from(inner, "base64url").toString("hex") : null;
}

function member(text) {
  const match = /^([\w.]*)'([\w,]+)'$/.exec(decoded(text));
  return match && `${match[1]} ${match[2].split(",").sort().join(",")}`;
}

function phrase(text) {
  const match = /^"([^"]*)"$/s.exec(decoded(text));
  return match && match[1];
}

// Keys in the same order wherever they stand.
function json(text) {
  const sorted = (_, value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value;
  return JSON.stringify(JSON.parse(decoded(text)), sorted);
}

exports.readLiteral = {
  text: (text) => quoted(text, ""),
  whole,
  decimal,
  double: (text) => float(text, 8),
  single: (text) => float(text, 4),
  boolean: (text) => (/^(true|false)$/.test(text) ? text : null),
  null: (text) => (text === "null" ? text : null),
  guid: (text) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : null),
  date,
  time,
  moment,
  duration,
  binary,
  member,
  json,
  segment: decoded,
  phrase,
};
