package io.parley.admin.audit;

import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;

/** Waits to be written with others, in one transaction. Guarded by the lock of the log of acts. */
final class WaitingAct {

    private final Act act;
    private final Caller caller;
    private ChainHead written;
    private ActRefusedException refusal;

    WaitingAct(Act act, Caller caller) {
        this.act = act;
        this.caller = caller;
    }

    Act act() {
        return act;
    }

    Caller caller() {
        return caller;
    }

    boolean isDone() {
        return written != null || refusal != null;
    }

    void written(ChainHead head) {
        written = head;
    }

    void refused(ActRefusedException reason) {
        refusal = reason;
    }

    /** Returns where the chain has come to with it. */
    ChainHead result() throws ActRefusedException {
        if (refusal != null) {
            throw new ActRefusedException(refusal.kind(), refusal.getMessage(), refusal);
        }
        return written;
    }
}
