package io.parley.schemas;

import org.apache.avro.generic.GenericContainer;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make instances of classes that its compiler has generated, which do nothing when they are made. By default it
 * trusts none: a schema names a class, and a schema may come from a stranger. Avro knows one rule for the whole process,
 * which the builders of generated records follow too, so this adds to what others have set.
 */
final class GeneratedRecords implements ClassSecurityPredicate {

    private final ClassSecurityPredicate others;

    private GeneratedRecords(ClassSecurityPredicate others) {
        this.others = others;
    }

    /** Adds this rule to Avro's, unless it is there. */
    static void trust() {
        synchronized (ClassSecurityValidator.class) {
            ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
            if (!(trusted instanceof GeneratedRecords)) {
                ClassSecurityValidator.setGlobal(new GeneratedRecords(trusted));
            }
        }
    }

    /** Generated records, enums and fixed values are containers to Avro. */
    @Override
    public boolean isTrusted(Class<?> type) {
        return GenericContainer.class.isAssignableFrom(type) || others.isTrusted(type);
    }
}
