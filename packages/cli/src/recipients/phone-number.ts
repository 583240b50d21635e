import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/min";
import { usageError } from "../cli-error.ts";

/** The channels on which a person is a phone number. */
const PHONE_CHANNELS: readonly string[] = ["SMS", "MMS", "RCS", "WHATSAPP", "VIBERBM", "KAKAOTALK"];

/** A number as the API takes it, digits with the country code first, or what is wrong with it. */
export type PhoneResult = { readonly identity: string } | { readonly problem: string };

/** Whether a person is a phone number on a channel. */
export function isPhoneChannel(channel: string): boolean {
  return PHONE_CHANNELS.includes(channel);
}

/**
 * Makes the function that reads phone numbers.
 *
 * @param country The country of numbers that begin with 0, as two letters.
 * @throws {CliError} The country is unknown.
 */
export function phoneReader(country: string | undefined): (text: string) => PhoneResult {
  const code = country?.toUpperCase();
  if (code !== undefined && !isSupportedCountry(code)) {
    throw usageError(`--country ${JSON.stringify(country)} is unknown: expected two letters, such as SE`);
  }
  return (text) => readPhone(text.trim(), code as CountryCode | undefined);
}

function readPhone(text: string, country: CountryCode | undefined): PhoneResult {
  const shown = JSON.stringify(text);
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) {
    return { problem: `${shown} was rounded by a spreadsheet program: format the column as text, and export it again` };
  }
  if (!/^\+?[\d\s().\-/\u00a0]+$/.test(text)) return { problem: `${shown} is not a phone number` };
  const digits = text.replace(/\D/g, "");
  const international = digits.startsWith("00") ? `+${digits.slice(2)}` : `+${digits}`;
  const isNational = !text.startsWith("+") && digits.startsWith("0") && !digits.startsWith("00");
  if (isNational && country === undefined) {
    return { problem: `${shown} has no country code: write +…, or add --country, such as --country SE` };
  }
  const number = isNational ? digits : international;
  const of = isNational && country ? { defaultCountry: country, extract: false } : { extract: false };
  const parsed = parsePhoneNumberFromString(number, of);
  if (country && !text.startsWith("+") && !digits.startsWith("0") && lacksCode(digits, parsed, country)) {
    return { problem: `${shown} may be a number in ${country} without its country code: write +…` };
  }
  if (parsed?.isPossible()) return { identity: parsed.number.slice(1) };
  const fault = validatePhoneNumberLength(number, isNational ? country : undefined);
  const reasons: Readonly<Record<string, string>> = {
    TOO_SHORT: "is too short",
    TOO_LONG: "is too long",
    INVALID_COUNTRY: "does not start with a country code",
  };
  return { problem: `${shown} ${reasons[fault ?? ""] ?? "is not a phone number"}` };
}

/**
 * Whether digits may be a number of the country as it is written there, and another one if their beginning is a country
 * code: 2025550100 is in Washington, and +20 25550100 in Egypt. Where numbers begin with 0 at home, these do not.
 */
function lacksCode(digits: string, international: PhoneNumber | undefined, country: CountryCode): boolean {
  const [national, withZero] = [digits, `0${digits}`].map((one) =>
    parsePhoneNumberFromString(one, { defaultCountry: country, extract: false }),
  );
  if (!national?.isPossible() || national.number === withZero?.number) return false;
  return national.number !== international?.number;
}
