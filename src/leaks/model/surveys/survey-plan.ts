import { normalQuantile } from '../distributions';

/** What is assumed of the customers, as shares from 0 to 1. */
export interface SurveyAssumptions {
  /** Of customers of anybody, offered something by those who know them. */
  background: number;
  /** Of those who are asked, truly gone. Measured on a shop: half of the likeliest (docs/leak-watch.md). */
  gone: number;
  /** Of these, contacted by whoever took them along. */
  contacted: number;
  /** Controls for each. */
  controls: number;
  /** The chance of a false "evidence"; divided by the groups that are asked about. */
  alpha: number;
}

/** The chance that a difference as assumed is found. */
const power = 0.8;

/**
 * Answers that are needed of a group's customers: two proportions by the normal approximation, one-sided, with the
 * variance of the pooled share under "no difference" (Fleiss, "Statistical methods for rates and proportions", 1981).
 * @returns null if there is no difference to find
 */
export function answersNeeded(assumed: SurveyAssumptions): number | null {
  const { background: p0, gone, contacted, controls: r, alpha } = assumed;
  const p1 = p0 + (1 - p0) * gone * contacted;
  if (p1 <= p0) return null;
  const pooled = (p1 + r * p0) / (1 + r);
  const chance = normalQuantile(1 - alpha) * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / r));
  const found = normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + (p0 * (1 - p0)) / r);
  return Math.ceil(((chance + found) / (p1 - p0)) ** 2);
}

/** Of customers who are called up to three times, those who answer questions: an assumption (docs/leak-watch.md). */
const response = 0.3;

/** Customers to call for so many answers. */
export function customersNeeded(answers: number): number {
  return Math.ceil(answers / response);
}
