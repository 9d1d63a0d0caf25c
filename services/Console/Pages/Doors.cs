using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Pages;

/// <summary>How a transaction came in, as a sentence.</summary>
public static class Doors
{
    public static string Sentence(ReceivedRevision received)
    {
        var door = received.Door switch
        {
            "rest" => "By the API",
            "webhook" => "By webhook",
            "queue" => "From the queue",
            "fetch" => "Fetched from the source",
            "poll" => "Asked for at the source",
            "import" or "file" => "By import",
            _ => "It came in",
        };
        var connection = received.Connection is null ? string.Empty : $", connection {received.Connection}";
        return received.EventId is null ? $"{door}{connection}." : $"{door}{connection}, event {received.EventId}.";
    }
}
