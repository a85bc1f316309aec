package io.parley.topologies.failure;

/** Looks behind the exceptions that the engine wraps others in. */
final class Causes {

    private static final int DEEPEST = 32;

    private Causes() {}

    /** Whether the failure, or what caused it, is of a kind. */
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
