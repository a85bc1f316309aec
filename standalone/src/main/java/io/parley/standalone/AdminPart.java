package io.parley.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.admin.Admin;
import io.parley.admin.AdminConfig;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Role;
import io.parley.runtime.management.Health;
import io.parley.servers.PrivateFiles;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the admin interface as a part; anybody who may read the data folder may use it. */
final class AdminPart implements Part.Running {

    /**
     * Names the files in the data folder with the default users of the admin interface, and with the token of the one
     * user.
     */
    static final String TOKENS = "admin-tokens";

    static final String TOKEN = "admin-token";

    private static final String EVERY_ROLE =
            String.join(",", Role.OPERATOR.label(), Role.SUPPORT.label(), Role.COMPLIANCE.label());

    private final String scheme;
    private final Admin admin;

    private AdminPart(String scheme, Admin admin) {
        this.scheme = scheme;
        this.admin = admin;
    }

    static AdminPart start(AdminConfig config, DataFolder folder, MeterRegistry meters) throws IOException {
        Path tokens = folder.of(TOKENS);
        if (config.access().tokens().equals(tokens)) {
            String token = TokenSecret.random();
            Files.writeString(PrivateFiles.file(folder.of(TOKEN)), token);
            Files.writeString(
                    PrivateFiles.file(tokens), "operator " + EVERY_ROLE + " " + AdminTokens.digest(token) + "\n");
        }
        Admin admin = new Admin(config, meters);
        admin.start();
        return new AdminPart(config.access().listen().scheme(), admin);
    }

    URI url() {
        InetSocketAddress address = admin.address();
        return URI.create(scheme + "://127.0.0.1:" + address.getPort());
    }

    @Override
    public PartStatus status() {
        Health health = admin.ready();
        return health.ok() ? PartStatus.RUNNING : PartStatus.starting(health.reason());
    }

    @Override
    public void stop() {
        admin.close();
    }
}
