package io.parley.schemas;

/** How the schema of a subject may change; the names are those of the Confluent REST API. */
public enum Compatibility {
    /** New readers read what old writers wrote. */
    BACKWARD,
    /** Every version reads every other: for what is stored for years. */
    FULL_TRANSITIVE
}
