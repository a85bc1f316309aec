package io.parley.bench.plan;

/**
 * One line of a plan.
 *
 * @param what the needed resource
 * @param amount the needed amount
 * @param unit of the amount
 * @param used the peak's share of the planned capacity; 0 if there is none
 * @param formula of the amount
 */
public record Line(String what, double amount, String unit, double used, String formula) {

    static Line of(String what, double amount, String unit, String formula) {
        return new Line(what, amount, unit, 0, formula);
    }
}
