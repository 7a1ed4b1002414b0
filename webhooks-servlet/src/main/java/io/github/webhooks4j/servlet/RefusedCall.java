package io.github.webhooks4j.servlet;

import java.util.List;

/** A call that is not carried out, with what its caller is told. */
final class RefusedCall extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApiAnswer answer;

    RefusedCall(ApiAnswer answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    static RefusedCall of(Problem problem, String detail) {
        return new RefusedCall(ApiAnswer.problem(problem, detail));
    }

    /** There is no such thing, or it is not for this caller: both look the same. */
    static RefusedCall notFound() {
        return of(Problem.NOT_FOUND, "");
    }

    static RefusedCall faults(List<String> faults) {
        return new RefusedCall(ApiAnswer.faults(faults));
    }

    ApiAnswer answer() {
        return answer;
    }
}
