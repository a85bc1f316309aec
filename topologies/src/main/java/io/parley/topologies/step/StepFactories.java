package io.parley.topologies.step;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds the factories that a setting names, in its order. */
public final class StepFactories {

    private static final Logger LOG = LoggerFactory.getLogger(StepFactories.class);

    private final String key;
    private final Map<String, StepFactory> byName;

    private StepFactories(String key, Map<String, StepFactory> byName) {
        this.key = key;
        this.byName = byName;
    }

    /**
     * Loads the classes.
     *
     * @param key the setting that names them, for the message
     * @throws IllegalArgumentException if a class doesn't exist, is no factory, or is named twice
     */
    public static StepFactories named(String key, List<String> classNames) {
        Map<String, StepFactory> byName = new LinkedHashMap<>();
        for (String name : classNames) {
            if (byName.put(name, make(key, name)) != null) {
                throw invalid(key, name, "each step once", null);
            }
        }
        return new StepFactories(key, byName);
    }

    private static StepFactory make(String key, String name) {
        try {
            return Class.forName(name)
                    .asSubclass(StepFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException | LinkageError e) {
            throw invalid(key, name, "a class on the class path", e);
        } catch (ClassCastException e) {
            throw invalid(key, name, "a class that implements " + StepFactory.class.getName(), e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw invalid(key, name, "a public class with a public constructor that takes nothing", e);
        } catch (InvocationTargetException e) {
            throw invalid(key, name, "a constructor that doesn't fail: " + e.getCause(), e.getCause());
        }
    }

    /**
     * Collects their settings.
     *
     * @param taken keys that they must not declare
     * @throws IllegalArgumentException if one declares a key that is taken, by Parley or by a step before it
     */
    public List<SettingKey<?>> keys(List<SettingKey<?>> taken) {
        Map<SettingKey<?>, String> owners = new LinkedHashMap<>();
        byName.forEach((name, factory) -> factory.keys().forEach(declared -> {
            String owner = owners.putIfAbsent(declared, name);
            if (owner != null || taken.contains(declared)) {
                throw invalid(
                        key,
                        name,
                        "a step with keys of its own; " + declared.name() + " is a key of "
                                + (owner == null ? "Parley" : owner),
                        null);
            }
        }));
        return List.copyOf(owners.keySet());
    }

    /** @throws IllegalArgumentException if a setting of one of them is invalid; the message is one line */
    public List<NamedStep> create(Settings settings) {
        byName.forEach((name, factory) -> LOG.info(
                "step {} is asked about commands; its settings: {}",
                name,
                factory.keys().isEmpty()
                        ? "none"
                        : factory.keys().stream().map(SettingKey::name).collect(Collectors.joining(", "))));
        return byName.entrySet().stream()
                .map(entry -> new NamedStep(entry.getKey(), entry.getValue().create(settings)))
                .toList();
    }

    private static IllegalArgumentException invalid(String key, String name, String expectation, Throwable cause) {
        return new IllegalArgumentException(key + ": " + name + " (expected: " + expectation + ")", cause);
    }
}
