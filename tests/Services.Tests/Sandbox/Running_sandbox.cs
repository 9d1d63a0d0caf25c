namespace AccountingSync.Services.Tests.Sandbox;

/// <summary>Every test has a sandbox of its own.</summary>
abstract class Running_sandbox
{
    protected SandboxServer Server { get; private set; } = null!;

    [SetUp]
    public async Task Start() => Server = await SandboxServer.Start();

    [TearDown]
    public async Task Stop() => await Server.DisposeAsync();
}
