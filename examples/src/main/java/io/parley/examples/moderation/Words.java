package io.parley.examples.moderation;

import io.parley.runtime.config.SettingKey;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words to look for, in any case. */
record Words(Set<String> words) {

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    Words {
        words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException if one isn't a single word and so could never be found */
    static Words of(SettingKey<?> key, List<String> words) {
        for (String word : words) {
            if (GAP.matcher(word).find()) {
                throw new IllegalArgumentException(
                        key.name() + ": " + word + " (expected: words of letters and digits)");
            }
        }
        return new Words(Set.copyOf(words));
    }

    /** Finds the first of the words that a text contains. */
    Optional<String> in(String text) {
        return GAP.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(words::contains)
                .findFirst();
    }
}
