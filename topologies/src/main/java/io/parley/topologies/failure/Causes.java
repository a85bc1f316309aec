package io.parley.topologies.failure;

/** Inspects the causes of exceptions that the engine wraps. */
final class Causes {

    private static final int DEEPEST = 32;

    private Causes() {}

    /** Whether the failure or one of its causes is of this type. */
    static boolean contain(Throwable failure, Class<? extends Throwable> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
