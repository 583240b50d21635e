import {
  type CountryCode,
  isSupportedCountry,
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
  if (/^\d[.,]\d+E\+?\d+$/i.test(text)) {
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
  if (parsed?.isPossible()) return { identity: parsed.number.slice(1) };
  const fault = validatePhoneNumberLength(number, isNational ? country : undefined);
  const reasons: Readonly<Record<string, string>> = {
    TOO_SHORT: "is too short",
    TOO_LONG: "is too long",
    INVALID_COUNTRY: "does not start with a country code",
  };
  return { problem: `${shown} ${reasons[fault ?? ""] ?? "is not a phone number"}` };
}
