namespace AccountingSync.Console.Neighbours;

/// <summary>A service of this installation did not answer, or not as it should.</summary>
/// <param name="service">Its name, for the person who reads the page or the problem.</param>
public sealed class NeighbourUnavailableException(string service, string why, Exception? cause = null)
    : Exception($"The service '{service}' does not answer as it should: {why}", cause)
{
    public string Service => service;
}
