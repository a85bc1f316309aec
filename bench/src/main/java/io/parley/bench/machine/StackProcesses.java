package io.parley.bench.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the processes of a stack on this machine: the one that listens on the gateway's port, and its children, which
 * in standalone are all.
 */
public final class StackProcesses {

    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String MAIN = "io.parley.standalone.Main";

    private final Proc proc;

    StackProcesses(Proc proc) {
        this.proc = proc;
    }

    public static StackProcesses ofThisMachine() {
        return new StackProcesses(Proc.ofThisMachine());
    }

    /** Process ids by name; empty if no process of this machine listens on the port. */
    public Map<String, Long> listeningOn(int port) {
        Map<String, Long> found = new LinkedHashMap<>();
        listener(port).ifPresent(pid -> {
            found.put(name(proc.commandLine(pid)), pid);
            ProcessHandle.of(pid)
                    .ifPresent(process -> process.descendants()
                            .mapToLong(ProcessHandle::pid)
                            .sorted()
                            .forEach(child -> put(found, name(proc.commandLine(child)), child)));
        });
        return found;
    }

    private Optional<Long> listener(int port) {
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            proc.text(table).ifPresent(text -> sockets.addAll(sockets(text, port)));
        }
        return proc.processes().stream()
                .filter(pid ->
                        !sockets.isEmpty() && proc.openFiles(pid).stream().anyMatch(sockets::contains))
                .findFirst();
    }

    /** The sockets in a table of TCP connections that listen on a port, as a file descriptor names them. */
    static List<String> sockets(String table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return table.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > INODE
                        && fields[LOCAL_ADDRESS].endsWith(suffix)
                        && fields[STATE].equals(LISTENS))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .toList();
    }

    /** The kind of a process, by its command line. */
    static String name(List<String> commandLine) {
        int main = commandLine.indexOf(MAIN);
        if (main >= 0 && main + 1 < commandLine.size()) {
            return "parley " + commandLine.get(main + 1);
        }
        String all = String.join(" ", commandLine).toLowerCase(Locale.ROOT);
        for (String server : List.of("cassandra", "redis", "registry", "karapace", "apicurio", "kafka")) {
            if (all.contains(server)) {
                return server;
            }
        }
        return commandLine.isEmpty()
                ? "unknown"
                : Path.of(commandLine.get(0)).getFileName().toString();
    }

    private static void put(Map<String, Long> found, String name, long pid) {
        String free = name;
        for (int number = 2; found.containsKey(free); number++) {
            free = name + " " + number;
        }
        found.put(free, pid);
    }
}
