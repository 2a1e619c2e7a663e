// Decimals of 34 digits (IEEE decimal128) on whole numbers: `digits × 10^exponent`. What has no place is null.
//
// Twin of the arithmetic in kernel/arithmetic.py, so that a try-out in the browser shows the very figure of the server.

export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}
export type Rounding = "half_even" | "half_up" | "floor" | "ceiling";

const PRECISION = 34;
const LARGEST = 33;

export const decimalOf = (value: number): Decimal | null => {
  if (!Number.isFinite(value)) return null;
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (found === null) return null;
  const [, sign = "", whole = "0", fraction = "", power = "0"] = found;
  return fitted({ digits: BigInt(`${sign}${whole}${fraction}`), exponent: Number(power) - fraction.length });
};

/** A whole decimal as it is, any other as the nearest number of the machine. */
export const toNumber = (value: Decimal): number => Number(`${value.digits}e${value.exponent}`);

/** `value` in plain digits without a power of ten: `0.5`, `1200`. */
export const toText = ({ digits, exponent }: Decimal): string => {
  if (digits === 0n) return "0";
  const sign = digits < 0n ? "-" : "";
  let text = String(magnitude(digits));
  if (exponent >= 0) return sign + text + "0".repeat(exponent);
  text = text.padStart(1 - exponent, "0");
  const fraction = text.slice(exponent).replace(/0+$/, "");
  return sign + text.slice(0, exponent) + (fraction && `.${fraction}`);
};

export const compare = (left: Decimal, right: Decimal): number => {
  const [first, second] = aligned(left, right);
  return first < second ? -1 : Number(first > second);
};

export const add = (left: Decimal, right: Decimal): Decimal | null => {
  const [first, second, exponent] = aligned(left, right);
  return fitted({ digits: first + second, exponent });
};

export const subtract = (left: Decimal, right: Decimal): Decimal | null =>
  add(left, { digits: -right.digits, exponent: right.exponent });

export const multiply = (left: Decimal, right: Decimal): Decimal | null =>
  fitted({ digits: left.digits * right.digits, exponent: left.exponent + right.exponent });

export const divide = (left: Decimal, right: Decimal): Decimal | null => {
  if (right.digits === 0n) return null;
  const more = Math.max(0, PRECISION + 2 + length(right.digits) - length(left.digits));
  const numerator = left.digits * 10n ** BigInt(more);
  const quotient = numerator / right.digits;
  const sticky = numerator % right.digits === 0n ? 0n : numerator < 0n !== right.digits < 0n ? -1n : 1n;
  return fitted({ digits: quotient * 10n + sticky, exponent: left.exponent - right.exponent - more - 1 });
};

/** `value` with `places` digits behind the point (below zero: before it). */
export const quantize = (value: Decimal, places: number, rounding: Rounding): Decimal | null => {
  const exponent = -places;
  const digits = shifted(value, exponent, rounding);
  return length(digits) > PRECISION ? null : fitted({ digits, exponent });
};

const shifted = ({ digits, exponent }: Decimal, wanted: number, rounding: Rounding): bigint => {
  if (exponent >= wanted) return digits * 10n ** BigInt(exponent - wanted);
  const unit = 10n ** BigInt(wanted - exponent);
  const whole = digits / unit;
  const rest = digits % unit;
  if (rest === 0n) return whole;
  const away = digits < 0n ? -1n : 1n;
  const twice = magnitude(rest) * 2n;
  switch (rounding) {
    case "floor":
      return away < 0n ? whole - 1n : whole;
    case "ceiling":
      return away > 0n ? whole + 1n : whole;
    case "half_up":
      return twice >= unit ? whole + away : whole;
    case "half_even":
      return twice > unit || (twice === unit && whole % 2n !== 0n) ? whole + away : whole;
  }
};

const fitted = (value: Decimal): Decimal | null => {
  if (value.digits === 0n) return { digits: 0n, exponent: 0 };
  let { digits, exponent } = value;
  const excess = Math.max(length(digits) - PRECISION, -LARGEST - (PRECISION - 1) - exponent);
  if (excess > 0) {
    digits = shifted(value, exponent + excess, "half_even");
    exponent += excess;
  }
  if (digits === 0n) return { digits: 0n, exponent: 0 };
  return length(digits) + exponent - 1 > LARGEST ? null : { digits, exponent };
};

const aligned = (left: Decimal, right: Decimal): [bigint, bigint, number] => {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.digits * 10n ** BigInt(left.exponent - exponent),
    right.digits * 10n ** BigInt(right.exponent - exponent),
    exponent,
  ];
};

const magnitude = (digits: bigint): bigint => (digits < 0n ? -digits : digits);
const length = (digits: bigint): number => String(magnitude(digits)).length;
