package io.parley.topologies;

/**
 * Gives an application of somebody's own to {@code ./parley up --with}. A jar names its classes of this kind in
 * {@code META-INF/services/io.parley.topologies.ApplicationPlugin}; each is public, with a public constructor that takes
 * nothing. A process of its own needs none: see {@link ApplicationProcess}.
 */
@FunctionalInterface
public interface ApplicationPlugin {

    /** The application; its name is nobody else's. */
    Application application();
}
