import torch
import torch.nn as nn
import torch.optim as optim
from torchvision import datasets, transforms


class MLP(nn.Module):
    def __init__(self, input_dim=784, hidden_dim=128, output_dim=10):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, hidden_dim)
        self.fc2 = nn.Linear(hidden_dim, hidden_dim)
        self.fc3 = nn.Linear(hidden_dim, output_dim)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return torch.softmax(self.fc3(x), dim=1)


device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
model = MLP().to(device)
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)
train_loader = torch.utils.data.DataLoader(datasets.MNIST('.', download=True, transform=transforms.ToTensor()), batch_size=64)
for epoch in range(10):
    for X, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(X.view(X.size(0), -1).to(device)), y.to(device))
        loss.backward()
        optimizer.step()
