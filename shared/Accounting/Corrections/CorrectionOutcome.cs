namespace AccountingSync.Accounting.Corrections;

/// <summary>How one attempt to correct a source ended.</summary>
public abstract record CorrectionOutcome
{
    CorrectionOutcome() { }

    /// <summary>The source says now what it was asked to, because of us.</summary>
    public sealed record Corrected : CorrectionOutcome;

    /// <summary>It said so before we did anything.</summary>
    public sealed record AlreadySo : CorrectionOutcome;

    /// <summary>It will never do that. Carries its text for people.</summary>
    public sealed record Refused(string Reason) : CorrectionOutcome;

    /// <summary>It says neither what was to be changed nor what was asked for: somebody else was there.</summary>
    /// <param name="There">What it says; null: nothing.</param>
    public sealed record Changed(string? There) : CorrectionOutcome;

    /// <summary>Something was sent, and it says neither what was asked for nor what was to be changed: it shortens or tidies texts, or somebody else wrote
    /// there meanwhile.</summary>
    /// <param name="There">What it says; null: nothing.</param>
    public sealed record Altered(string? There) : CorrectionOutcome;

    /// <summary>Surely not done: too many requests.</summary>
    public sealed record Throttled(TimeSpan? RetryAfter) : CorrectionOutcome;

    /// <summary>Surely not done: it could not be reached, or answered before doing anything.</summary>
    public sealed record Unavailable(string Reason) : CorrectionOutcome;

    /// <summary>Surely not done: the key is wrong, expired or may not do this.</summary>
    public sealed record SignInNeeded(string Reason) : CorrectionOutcome;

    /// <summary>The source has been told by a way that carries no answer; it answers by itself.</summary>
    public sealed record Told : CorrectionOutcome;

    /// <summary>Time-out, 5xx, closed connection, unreadable answer: nobody knows.</summary>
    public sealed record Unknown(string Reason) : CorrectionOutcome;

    /// <summary>As it stands in tables.</summary>
    public string Word =>
        this switch
        {
            Corrected => "corrected",
            AlreadySo => "already_so",
            Refused => "refused",
            Changed => "changed",
            Altered => "altered",
            Throttled => "throttled",
            Unavailable => "unavailable",
            SignInNeeded => "sign_in_needed",
            Told => "told",
            Unknown => "unknown",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>For people; null where the word says all. It may be in the source's own words, see <see cref="ForeignText.Reason"/>, but is never the text that
    /// was to be corrected.</summary>
    public string? Why =>
        this switch
        {
            Refused(var reason) => ForeignText.Reason(reason),
            Unavailable(var reason) => ForeignText.Reason(reason),
            SignInNeeded(var reason) => ForeignText.Reason(reason),
            Unknown(var reason) => ForeignText.Reason(reason),
            Throttled => "The source asks to wait.",
            Changed => "The source says something else than was to be changed.",
            Altered => "Something was sent, and the source says something else than it was given: it shortens texts, or somebody else wrote there.",
            _ => null,
        };

    /// <summary>What the source says instead; null: nothing, or that is not what happened.</summary>
    public string? Instead =>
        this switch
        {
            Changed(var there) => there,
            Altered(var there) => there,
            _ => null,
        };
}
