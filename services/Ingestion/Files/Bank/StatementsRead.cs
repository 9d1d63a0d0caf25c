namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>What a bank's file turned out to be.</summary>
abstract record StatementsRead
{
    StatementsRead() { }

    /// <summary>A file of this form; each of its statements stands or falls by itself.</summary>
    /// <param name="Statements">In the order of the file; never empty.</param>
    /// <param name="Notes">What concerns the file as a whole: an assumed encoding, a gap between two statements.</param>
    public sealed record Read(IReadOnlyList<StatementResult> Statements, IReadOnlyList<string> Notes) : StatementsRead;

    /// <summary>Nothing of the file is used.</summary>
    public sealed record Refused(StatementProblem Problem) : StatementsRead;
}

/// <summary>What one statement of a file turned out to be.</summary>
abstract record StatementResult
{
    StatementResult() { }

    /// <summary>All checks that the form allows were passed.</summary>
    public sealed record Read(BankStatement Statement) : StatementResult;

    /// <summary>Nothing of it is used.</summary>
    /// <param name="Account">Null when even that could not be read.</param>
    public sealed record Refused(StatementProblem Problem, BankAccount? Account) : StatementResult;
}

/// <param name="Place">Line or element: line 12; Stmt 1, Ntry 3 (line 45).</param>
/// <param name="Field">The bank's name for what is wrong: :61: amount, Ntry/Amt, STMTTRN/DTPOSTED, 49 control total.</param>
/// <param name="Rule">A stable word for machines.</param>
/// <param name="Message">What was found, what was expected and what to do.</param>
sealed record StatementProblem(string Place, string Field, string Rule, string Message);

/// <summary>A statement or a file does not have the shape that its form prescribes. Never leaves <see cref="BankFile"/>: it becomes a refusal.</summary>
sealed class BankShapeException(StatementProblem problem) : Exception(problem.Message)
{
    public BankShapeException(string place, string field, string rule, string message)
        : this(new StatementProblem(place, field, rule, message)) { }

    public StatementProblem Problem => problem;
}
