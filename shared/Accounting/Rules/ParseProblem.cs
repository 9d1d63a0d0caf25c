namespace AccountingSync.Accounting.Rules;

/// <summary>Where and why one of a rule's small texts (an amount, a condition, an account name) cannot be read.</summary>
/// <param name="Offset">Characters from the start of the text.</param>
public sealed record ParseProblem(int Offset, string Found, string Advice);
