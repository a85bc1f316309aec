package io.parley.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a text into a value, within bounds. Immutable; each method that adds a bound gives another.
 *
 * @param expectation the form of the text in words
 * @param parser throws a {@link RuntimeException} on a text of another form
 * @param bounds that hold for every value
 */
record SettingForm<T>(String expectation, Function<String, T> parser, List<Bound<T>> bounds) {

    /**
     * A condition on values.
     *
     * @param expectation the condition in words
     */
    record Bound<T>(Predicate<T> holds, String expectation) {}

    static <T> SettingForm<T> of(String expectation, Function<String, T> parser) {
        return new SettingForm<>(expectation, parser, List.of());
    }

    SettingForm<T> checked(Predicate<T> holds, String condition) {
        List<Bound<T>> all = new ArrayList<>(bounds);
        all.add(new Bound<>(holds, condition));
        return new SettingForm<>(expectation, parser, List.copyOf(all));
    }

    SettingForm<T> between(String least, String most) {
        T from = parser.apply(least);
        T to = parser.apply(most);
        return checked(value -> compare(value, from) >= 0 && compare(value, to) <= 0, least + " to " + most);
    }

    SettingForm<T> atLeast(String least) {
        T bound = parser.apply(least);
        return checked(value -> compare(value, bound) >= 0, least + " or more");
    }

    SettingForm<T> moreThan(String bound) {
        T excluded = parser.apply(bound);
        return checked(value -> compare(value, excluded) > 0, "more than " + bound);
    }

    // Numbers and durations can be compared; another form with such a bound would take no default.
    @SuppressWarnings("unchecked")
    private int compare(T value, T bound) {
        return ((Comparable<T>) value).compareTo(bound);
    }

    /** Describes the form and its bounds in words. */
    String description() {
        return Stream.concat(Stream.of(expectation), bounds.stream().map(Bound::expectation))
                .collect(Collectors.joining(", "));
    }

    /**
     * Parses a text.
     *
     * @param invalid makes the exception for a text that isn't of the form or is beyond a bound, from what was expected
     *     and the cause, which may be null
     */
    T parse(String text, BiFunction<String, RuntimeException, InvalidSettingException> invalid) {
        T value;
        try {
            value = parser.apply(text);
        } catch (RuntimeException e) {
            throw invalid.apply(expectation, e);
        }
        for (Bound<T> bound : bounds) {
            if (!bound.holds.test(value)) {
                throw invalid.apply(bound.expectation, null);
            }
        }
        return value;
    }
}
