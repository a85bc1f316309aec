/**
 * How a process learns its settings: a flat properties file, overridden by {@code PARLEY_*} environment variables.
 *
 * <pre>
 *  config.properties ─┐
 *                     ├─► Settings ──get(SettingKey)──► the config record of one component
 *  PARLEY_* variables ┘      └─ a key that nobody declared fails the start
 * </pre>
 *
 * Every key is declared once, as a {@link io.parley.runtime.config.SettingKey} with its bounds, in a settings class; that
 * class lists its keys by {@link io.parley.runtime.config.SettingKey#declaredBy} and reads them into records, where it also
 * checks what concerns two of them. The keys of what all processes have to agree on are here. A {@link
 * io.parley.runtime.config.SettingFamily} is one whose rest others define; a secret may be in a file of its own, named by
 * the key {@code <key>-file}. The package owns no data.
 */
package io.parley.runtime.config;
