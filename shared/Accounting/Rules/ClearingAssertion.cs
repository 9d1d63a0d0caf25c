namespace AccountingSync.Accounting.Rules;

/// <summary>What a rule of payouts says of the books: over a payout and all that it settles, the lines on an account come to zero. It is held
/// against what was really posted, when all of it had its time.</summary>
/// <param name="Clearing">The account.</param>
/// <param name="Else">Where the payout's entry puts what the source cannot tell; it is to be empty too, by a person's work. Null when the rule
/// has no such line.</param>
public sealed record ClearingAssertion(AccountTemplate Clearing, AccountTemplate? Else)
{
    /// <summary>A field without which the accounts have no name for this transaction.</summary>
    internal Field.Text? Unusable(SourceTransaction transaction)
    {
        if (Clearing.Render(transaction, null, out var unusable) is null)
            return unusable!.Field;
        return Else is not null && Else.Render(transaction, null, out unusable) is null ? unusable!.Field : null;
    }

    internal AssertedAccounts Of(SourceTransaction transaction) =>
        new(Clearing.Render(transaction, null, out _)!, Else?.Render(transaction, null, out _));
}

/// <summary>The accounts of an assertion about one payout.</summary>
public sealed record AssertedAccounts(string Clearing, string? Suspense);
