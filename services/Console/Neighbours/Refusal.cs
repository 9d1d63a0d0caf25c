namespace AccountingSync.Console.Neighbours;

/// <summary>Why a neighbour refused what it was asked for, in its own words.</summary>
static class Refusal
{
    public static async Task<string> Title(HttpResponseMessage response, CancellationToken stop) =>
        (await response.Content.ReadFromJsonAsync<Problem>(Neighbour.Wire, stop))?.Title ?? "It was refused without a reason.";

    /// <summary>Of a file: what is wrong with it, place by place.</summary>
    public static async Task<IReadOnlyList<string>> Errors(HttpResponseMessage response, CancellationToken stop)
    {
        var problem = await response.Content.ReadFromJsonAsync<Problem>(Neighbour.Wire, stop);
        return problem?.Errors ?? [problem?.Detail ?? "The file was refused without a reason."];
    }

    sealed record Problem(string? Title = null, string? Detail = null, IReadOnlyList<string>? Errors = null);
}
