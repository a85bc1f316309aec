package io.parley.topologies;

/**
 * Adds an application of your own to {@code ./parley up --with}. A jar lists its plug-ins in
 * {@code META-INF/services/io.parley.topologies.ApplicationPlugin}; each is public, with a public constructor without
 * parameters. A process of its own needs none: see {@link ApplicationProcess}.
 */
@FunctionalInterface
public interface ApplicationPlugin {

    /** The application, under a unique name. */
    Application application();
}
