namespace AccountingSync.Ingestion.Pulls;

/// <summary>Times of the day between which a pull may work, by the clock of its zone. The end does not belong to it; it may lie beyond midnight.</summary>
sealed record PullWindow(TimeOnly From, TimeOnly Until)
{
    public bool Contains(TimeOnly time) => time.IsBetween(From, Until);
}
