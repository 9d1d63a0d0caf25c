namespace AccountingSync.Ingestion.Sources;

/// <summary>The answer to a vendor that wants to know whether an address is ours.</summary>
public abstract record Handshake
{
    Handshake() { }

    /// <param name="Text">The body of the answer, to the letter.</param>
    public sealed record Answered(string Text) : Handshake;

    /// <summary>The vendor shows a code that a person must carry to its settings. It comes from anybody, and proves nothing here.</summary>
    /// <param name="Code">Of the vendor's documented form, and of nothing else.</param>
    /// <param name="WhatToDo">Where it must be entered.</param>
    public sealed record ForAPerson(string Code, string WhatToDo) : Handshake;

    /// <param name="Why">For the log, not for who asked.</param>
    public sealed record Refused(string Why) : Handshake;
}
