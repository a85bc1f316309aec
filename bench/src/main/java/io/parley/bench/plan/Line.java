package io.parley.bench.plan;

/**
 * One line of a plan.
 *
 * @param what of which there has to be some
 * @param amount how much
 * @param unit of the amount
 * @param used the part of what is planned to be taken that the peak takes; 0 where that makes no sense
 * @param formula by which it was got
 */
public record Line(String what, double amount, String unit, double used, String formula) {

    static Line of(String what, double amount, String unit, String formula) {
        return new Line(what, amount, unit, 0, formula);
    }
}
