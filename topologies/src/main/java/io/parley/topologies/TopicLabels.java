package io.parley.topologies;

import io.parley.schemas.Topics;

import java.util.Optional;
import java.util.function.Function;

/**
 * Labels topics in metrics: their names without the installation's prefix. All gateways' topics share one label, since
 * there may be many and they come and go. Changelogs have none.
 */
public final class TopicLabels implements Function<String, Optional<String>> {

    private static final String CHANGELOG = "-changelog";
    private static final String ALL_DELIVERIES = "deliveries";

    private final String internalPrefix;
    private final String prefix;
    private final String deliveriesPrefix;

    public TopicLabels(Application application, ApplicationConfig config, Topics topics) {
        this.internalPrefix = config.group().idPrefix() + application.name() + "-";
        this.prefix = config.catalogue().prefix();
        this.deliveriesPrefix = topics.deliveriesOf("");
    }

    @Override
    public Optional<String> apply(String topic) {
        if (topic.endsWith(CHANGELOG)) {
            return Optional.empty();
        }
        if (topic.startsWith(deliveriesPrefix)) {
            return Optional.of(ALL_DELIVERIES);
        }
        String known = topic.startsWith(internalPrefix) ? internalPrefix : prefix;
        return Optional.of(topic.startsWith(known) ? topic.substring(known.length()) : topic);
    }
}
