using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>What a body in the canonical form holds.</summary>
public abstract record DocumentResult
{
    DocumentResult() { }

    /// <summary>The body as a whole cannot be read; nothing of it may be kept.</summary>
    /// <param name="Problem">Its message names line and byte where that helps.</param>
    public sealed record Malformed(FieldProblem Problem) : DocumentResult;

    /// <summary>The body is well formed; each of its transactions stands or falls by itself.</summary>
    /// <param name="IsArray">False when the body is one transaction and not a list of one.</param>
    /// <param name="Results">In the order of the body; never empty.</param>
    public sealed record Elements(bool IsArray, IReadOnlyList<ReadResult> Results) : DocumentResult;
}

/// <summary>What one element of a body turned out to be.</summary>
public abstract record ReadResult
{
    ReadResult() { }

    /// <summary>A transaction that fulfils all rules.</summary>
    /// <param name="Start">Offset of its first raw byte in the body.</param>
    /// <param name="Length">Number of its raw bytes.</param>
    public sealed record Read(SourceTransaction Transaction, int Start, int Length) : ReadResult;

    /// <summary>No acceptable transaction.</summary>
    /// <param name="Problems">Never empty; pointers count from the element's own root.</param>
    /// <param name="Source">Null when it could not be read or is itself a problem; the same for <paramref name="Id"/>.</param>
    /// <param name="Revision">1 when it could not be read.</param>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems, string? Source, string? Id, int Revision) : ReadResult;
}
