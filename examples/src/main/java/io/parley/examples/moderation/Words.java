package io.parley.examples.moderation;

import io.parley.runtime.config.SettingKey;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that are looked for, whatever their case. */
record Words(Set<String> words) {

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    Words {
        words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException if one isn't a single word, and so would never be found */
    static Words of(SettingKey<?> key, List<String> words) {
        for (String word : words) {
            if (GAP.matcher(word).find()) {
                throw new IllegalArgumentException(
                        key.name() + ": " + word + " (expected: words of letters and digits)");
            }
        }
        return new Words(Set.copyOf(words));
    }

    /** The first that a text has. */
    Optional<String> in(String text) {
        return GAP.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(words::contains)
                .findFirst();
    }
}
