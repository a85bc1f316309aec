package io.parley.schemas;

/** The allowed changes of a subject's schema; the names are those of the Confluent REST API. */
public enum Compatibility {
    /** New readers read what old writers wrote. */
    BACKWARD,
    /** Every version reads every other: for records that are stored for years. */
    FULL_TRANSITIVE
}
