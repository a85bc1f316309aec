package io.parley.schemas;

import org.apache.avro.util.ClassSecurityValidator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Registers the generated records of which Avro may create instances. By default Avro trusts none (a schema names a
 * class, and a schema may come from a stranger), and the setting is global to the process: this adds to the present
 * ones.
 */
final class TrustedRecords {

    private static final Set<String> PACKAGES = ConcurrentHashMap.newKeySet();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> PACKAGES.contains(type.getPackageName())));
    }

    private TrustedRecords() {}

    /** Trusts the generated records in the package of this one. */
    static void trust(Class<?> recordType) {
        PACKAGES.add(recordType.getPackageName());
    }
}
